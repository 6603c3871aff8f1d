/** Plots of the search that the officer has decided on: left out, or locked. Geometries as the service gave them. */
export interface NamedPlot {
  name: string; geometry: unknown;
  /** Ids of the parcels of an assembly; they go with its outline, not with another. */
  parcels?: string[];
}

export class KeptPlots {
  excluded: unknown[] = [];
  locked: NamedPlot[] = [];
  /** Runs after a decision that needs another search. */
  changed: () => void = () => undefined;

  exclude(geometry: unknown): void { this.excluded.push(geometry); this.changed(); }

  takeBack(): void { this.excluded = []; this.changed(); }

  find(name: string | undefined, geometry: unknown): NamedPlot | undefined {
    return this.locked.find((l) => (name !== undefined && l.name === name) || JSON.stringify(l.geometry) === JSON.stringify(geometry));
  }

  /** Locks a plot under a name of its own, or lets it go; the next search keeps it or not. True if it is locked now. */
  toggle(name: string, geometry: unknown, lockedAs?: string, parcels?: string[]): boolean {
    const known = this.find(lockedAs, geometry);
    if (known) this.locked = this.locked.filter((l) => l !== known);
    else this.locked.push({ name: this.freeName(name), geometry, ...(parcels ? { parcels } : {}) });
    return !known;
  }

  /** Puts a plot in another place, locks it there and searches again. */
  move(name: string, from: unknown, to: unknown, lockedAs?: string): void {
    const known = this.find(lockedAs, from);
    if (known) { known.geometry = to; delete known.parcels; }
    else this.locked.push({ name: this.freeName(name), geometry: to });
    this.changed();
  }

  private freeName(name: string): string {
    let free = name;
    for (let i = 2; this.locked.some((l) => l.name === free); i++) free = `${name} (${i})`;
    return free;
  }
}
