import { postBytes } from './client';
import type { GeoCollection } from './types';

/** What a file of outlines holds; areas by both methods, `line` where it was a 界址点 TXT. */
export interface FilePlot { name: string; line?: number; statedAreaHa?: number; areaHa: number; areaMu: number; planarAreaHa: number; planarAreaMu: number }

/** Files that are taken: 界址点 TXT in GB18030 or UTF-8, GeoJSON in CRS84. */
export const plotFiles = '.txt,.geojson,.json';

/** Has the service read a file; what is wrong with it comes back by line and field. */
export async function readPlotFile(file: File, signal?: AbortSignal): Promise<GeoCollection<FilePlot>> {
  const bytes = await file.arrayBuffer();
  const first = new TextDecoder('latin1').decode(bytes.slice(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '').trimStart()[0];
  return postBytes<GeoCollection<FilePlot>>('plots', bytes, first === '{' ? 'application/geo+json' : 'text/plain', signal);
}
