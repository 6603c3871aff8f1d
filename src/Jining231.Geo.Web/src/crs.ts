import proj4 from 'proj4';
import { register } from 'ol/proj/proj4';
import { get as getProjection } from 'ol/proj';

const gk = (falseEasting: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;

proj4.defs('EPSG:4490', '+proj=longlat +ellps=GRS80 +no_defs');
proj4.defs('EPSG:4548', gk(500000));
proj4.defs('EPSG:4527', gk(39500000));
register(proj4);
getProjection('EPSG:4548')?.setExtent([340000, 3780000, 620000, 4020000]);
getProjection('EPSG:4490')?.setExtent([73, 16, 135, 54]);

/** EPSG:4548 easting, northing (m) to CGCS2000 longitude, latitude (°). */
export const toLonLat = (position: number[]): number[] => proj4('EPSG:4548', 'EPSG:4490', position.slice(0, 2));
export const fromLonLat = (position: number[]): number[] => proj4('EPSG:4490', 'EPSG:4548', position.slice(0, 2));

/** Coordinates typed or pasted: lon,lat; EPSG:4548 easting,northing (any order); EPSG:4527 with zone prefix. */
export function parseCoordinates(text: string): number[] | null {
  const parts = text.trim().split(/[\s,，;；]+/).map(Number);
  if (parts.length !== 2 || parts.some((n) => !Number.isFinite(n))) return null;
  const [a, b] = parts as [number, number];
  if (a > 115 && a < 119 && b > 33 && b < 37) return fromLonLat([a, b]);
  if (b > 115 && b < 119 && a > 33 && a < 37) return fromLonLat([b, a]);
  const [small, large] = a < b ? [a, b] : [b, a];
  if (small > 3.7e6 && small < 4.1e6 && large > 39e6 && large < 40e6) return [large - 39000000, small];
  if (small > 3e5 && small < 7e5 && large > 3.7e6 && large < 4.1e6) return [small, large];
  return null;
}
