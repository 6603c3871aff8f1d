import type { Catalog, LayerInfo, RulesInfo } from './types';
import type { MapView } from './map';
import { language, titled } from './i18n';

/** What every panel shares. */
export interface App {
  catalog: Catalog;
  rules: RulesInfo;
  view: MapView;
  /** Redraws the whole shell (language, units). */
  redraw(): void;
  go(task: string): void;
  /** Runs once when the panel that is shown now gives way to another. */
  onLeave(run: () => void): void;
}

export const layerOf = (app: App, name: string): LayerInfo | undefined => app.catalog.layers.find((l) => l.name === name);
export const layerTitle = (l: LayerInfo): string => (language() === 'zh' ? l.titleZh : l.titleEn);
export const ruleTitle = (app: App) => (key: string): string => {
  const found = app.rules.rules.find((r) => r.key === key);
  return found ? titled(found) : key;
};
export const criterionTitle = (app: App, key: string): string => {
  const found = app.rules.criteria.find((c) => c.key === key);
  return found ? titled(found) : key;
};
