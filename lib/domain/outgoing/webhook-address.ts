import { BlockList, isIP } from 'node:net'

export const ADDRESS_FAULTS = ['not-https', 'with-credentials', 'not-port-443', 'not-public'] as const
export type AddressFault = (typeof ADDRESS_FAULTS)[number]

/**
 * Why events must not be sent to an address; null where they may be. What a name points at is looked up and judged again
 * each time something is sent (isPublicAddress), because it can be changed after it was saved.
 * `localToo` lets through http to this very machine, for the local run alone.
 */
export function findAddressFault(address: string, localToo: boolean): AddressFault | null {
  const url = URL.parse(address)
  if (localToo && url?.protocol === 'http:' && isThisMachine(url.hostname)) return null
  if (url?.protocol !== 'https:') return 'not-https'
  if (url.username !== '' || url.password !== '') return 'with-credentials'
  if (url.port !== '') return 'not-port-443'
  const host = hostOf(url)
  // A name without a dot, or under a domain for home networks, is one of the service's own surroundings.
  if (isIP(host) === 0) return /\.(local|internal|localhost|lan|home|arpa)$|^[^.]+$/.test(host) ? 'not-public' : null
  return isPublicAddress(host) ? null : 'not-public'
}

export const isThisMachine = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/** Without the brackets of IPv6, and without the dot that ends a full name. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** An address that anybody on the internet can have; false for every range that is private, special or a way into one. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !NOT_PUBLIC.check(address, 'ipv4')
  // Only what is given out for the internet at large, and of that nothing that hides an IPv4 address.
  return family === 6 && GLOBAL_IPV6.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6')
}

/** IANA's registries of special-purpose addresses (RFC 6890 and its successors), multicast, and what is set aside. */
const SPECIAL_IPV4: readonly (readonly [net: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const SPECIAL_IPV6: readonly (readonly [net: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]
const NOT_PUBLIC = new BlockList()
for (const [net, prefix] of SPECIAL_IPV4) NOT_PUBLIC.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of SPECIAL_IPV6) NOT_PUBLIC.addSubnet(net, prefix, 'ipv6')
const GLOBAL_IPV6 = new BlockList()
GLOBAL_IPV6.addSubnet('2000::', 3, 'ipv6')
