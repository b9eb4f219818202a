import { describe, expect, it } from 'vitest'
import { findAddressFault, isPublicAddress } from '../../../lib/domain/outgoing/webhook-address.ts'

describe('where events may be sent', () => {
  it.each([
    ['https://mottak.kommune.no/inn', null],
    ['https://mottak.kommune.no:443/inn', null],
    ['https://93.184.215.14/inn', null],
    ['https://[2606:2800:220:1:248:1893:25c8:1946]/', null],
    ['http://mottak.kommune.no/', 'not-https'],
    ['ftp://mottak.kommune.no/', 'not-https'],
    ['mottak.kommune.no', 'not-https'],
    [`https://${['bruker', 'passord'].join(':')}@mottak.kommune.no/`, 'with-credentials'],
    ['https://mottak.kommune.no:8443/', 'not-port-443'],
    ['https://localhost/', 'not-public'],
    ['https://LOCALHOST./', 'not-public'],
    ['https://journal/', 'not-public'],
    ['https://api.internal/', 'not-public'],
    ['https://skriver.local/', 'not-public'],
    ['https://127.0.0.1/', 'not-public'],
    // However it is written: a browser's URL makes all of these 127.0.0.1 or 169.254.169.254.
    ['https://2130706433/', 'not-public'],
    ['https://0x7f.1/', 'not-public'],
    ['https://0177.0.0.1/', 'not-public'],
    ['https://169.254.169.254/latest/meta-data', 'not-public'],
    ['https://0xA9FEA9FE/', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::ffff:10.0.0.1]/', 'not-public'],
    ['https://[fd00::1]/', 'not-public'],
    ['http://localhost:9000/', 'not-https'],
  ] as const)('%s: %s', (address, fault) => expect(findAddressFault(address, false)).toBe(fault))

  it.each([
    ['http://localhost:9000/inn', null],
    ['http://127.0.0.1:9000/inn', null],
    ['http://[::1]:9000/inn', null],
    ['http://localhost.evil.example/', 'not-https'],
    ['http://10.0.0.1/', 'not-https'],
    ['https://10.0.0.1/', 'not-public'],
    ['https://localhost/', 'not-public'],
  ] as const)('in the local run, where it is allowed, %s: %s', (address, fault) =>
    expect(findAddressFault(address, true)).toBe(fault),
  )

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.170',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::',
    '3fff::1',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'ikke en adresse',
    '',
  ])('%s is no address of the internet at large', (address) => expect(isPublicAddress(address)).toBe(false))

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '198.20.0.1', '2001:4860:4860::8888', '2a00:1450::1'])(
    '%s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
})
