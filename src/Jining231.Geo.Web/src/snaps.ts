import Snap from 'ol/interaction/Snap';
import type VectorSource from 'ol/source/Vector';
import type { MapView } from './map';

/** Lets what is drawn snap to the corners and edges of layers. */
export const snapsTo = (view: MapView, layers: string[]): Snap[] => layers.map((name) => view.layers.get(name)?.getSource())
  .filter((s): s is VectorSource => s !== null && s !== undefined).map((source) => new Snap({ source, pixelTolerance: 8 }));
