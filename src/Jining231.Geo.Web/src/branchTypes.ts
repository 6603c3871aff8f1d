import type { GeoFeature, Reason, SitingAnswer } from './types';

export interface MovedLayer { layer: string; baseRevision: number | null; revision: number | null }
export interface BranchProblem { code: string; field: string | null; zh: string; en: string }
export interface MovedEdit { act: string; collection: string; id: string; name: string; baseVersion: number | null; version: number | null; holds: boolean; zh: string; en: string }
export interface BranchBase { at: string; moved: MovedLayer[] }
/** One edit on top of the record, as in `/transactions`. */
export interface BranchEdit { act: 'create' | 'replace' | 'update' | 'delete'; collection: string; id: string; feature?: Partial<GeoFeature> }
/** What a branch supposes. */
export interface BranchContent { name: string; edits?: BranchEdit[]; setbacks?: Record<string, number>; rulesOff?: string[] }
/** A kept branch beside the present record; its content only where it was asked for alone. */
export interface Branch extends BranchContent {
  version: number; actor: string; createdAt: string; updatedAt: string; base: BranchBase; counts: { edits: number; setbacks: number; rulesOff: number };
  holds: boolean; problems: BranchProblem[];
}
export interface ChangedPark { parkId: string; name: string; then: string | null; now: string | null; gone: Reason[]; new: Reason[] }
export interface JudgedSite { rank: number; parkName: string; stands: boolean; rankNow: number | null; reasons: Reason[] }
/** Eligible land, planar m² (EPSG:4548). */
export interface ChangedLand { parkId: string; name: string; baseEligibleM2: number | null; eligibleM2: number | null; gainMu: number | null }
export interface ComparedBranch {
  name: string; base?: BranchBase; movedEdits?: MovedEdit[]; answer: SitingAnswer; comparison: { sites: JudgedSite[]; parks: ChangedPark[]; land: ChangedLand[] };
}
export interface Comparison { base: SitingAnswer; scenarios: ComparedBranch[]; unanswered: { name: string; base: BranchBase; problems: BranchProblem[]; movedEdits: MovedEdit[] }[] }
