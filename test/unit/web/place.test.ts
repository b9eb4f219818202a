import { expect, it } from 'vitest'
import { placeOf } from '../../../web/shell/place.ts'

it.each([
  ['/', { page: 'sign-in' }],
  ['/amk', { page: 'dispatcher' }],
  ['/amk/', { page: 'dispatcher' }],
  ['/enhet/unit_bodo-kad', { page: 'unit', unitId: 'unit_bodo-kad', part: undefined, item: undefined }],
  ['/enhet/unit_bodo-kad/venteliste', { page: 'unit', unitId: 'unit_bodo-kad', part: 'venteliste', item: undefined }],
  [
    '/enhet/unit_bodo-kad/innleggelse/hold_1',
    { page: 'unit', unitId: 'unit_bodo-kad', part: 'innleggelse', item: 'hold_1' },
  ],
  ['/okonomi/agr_salten', { page: 'finance', agreementId: 'agr_salten', month: undefined }],
  ['/okonomi/agr_salten/2026-10', { page: 'finance', agreementId: 'agr_salten', month: '2026-10' }],
  ['/region/ny-avtale', { page: 'region', part: 'ny-avtale', item: undefined }],
  ['/tilgang/agr_salten', { page: 'access', agreementId: 'agr_salten', part: undefined }],
  ['/tilgang/agr_salten/abonnementer', { page: 'access', agreementId: 'agr_salten', part: 'abonnementer' }],
  ['/tilgangslogg', { page: 'access-log' }],
  ['/okonomi', { page: 'unknown' }],
  ['/enhet/a/b/c/d', { page: 'unknown' }],
  ['/okonomi/a/b/c', { page: 'unknown' }],
  ['/%zz', { page: 'unknown' }],
])('%s is a place', (path, place) => {
  expect(placeOf(path)).toEqual(place)
})
