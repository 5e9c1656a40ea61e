/** Where in mail one is, from the address. */
import { useMemo } from 'react';
import { usePathParam, useQueryParam } from '@/platform/app';
import { placeOf, type Place } from '../model/place';

export function usePlace(): Place {
  const splat = usePathParam('_splat');
  const [query] = useQueryParam('q');
  return useMemo(() => placeOf(splat, query), [splat, query]);
}
