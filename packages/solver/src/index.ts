export type {
  Break,
  Costs,
  Depot,
  Job,
  Matrix,
  NearLegs,
  Pin,
  Problem,
  Relation,
  Shift,
  Shipment,
  ShipmentEnd,
  SoftWindow,
  StraightLines,
  TaskRules,
  TravelSlice,
  VisitRules,
  Window,
  WorkRule,
} from './model/problem.ts'
export { problemSchema } from './model/problem-schema.ts'
export type {
  PlannedBreak,
  RoutePlan,
  RouteRule,
  RouteStop,
  Solution,
  UnassignedJob,
  Violation,
} from './model/solution.ts'
export type { Blocker, Reason, ReasonCode } from './model/reason.ts'
export type {
  Objective,
  ObjectiveTerm,
  RouteSequence,
  SolveOptions,
  SolveProgress,
  SolveResult,
} from './model/options.ts'
export type { Prepared } from './model/prepare.ts'
export { prepare } from './model/prepare.ts'
export { ProblemError } from './model/problem-error.ts'
export type { EvaluateOptions } from './evaluate/evaluate-options.ts'
export { evaluateRoute } from './evaluate/evaluate-route.ts'
export type { EvaluateSolutionOptions } from './evaluate/evaluate-solution.ts'
export { evaluateSolution } from './evaluate/evaluate-solution.ts'
export { solve } from './search/solve.ts'
export { explainUnassigned } from './explain/explain-unassigned.ts'
export type { Unservable } from './explain/find-unservable.ts'
export { findUnservable } from './explain/find-unservable.ts'
export { withReasons } from './explain/with-reasons.ts'
export type { FindPlacesOptions } from './insert/find-places.ts'
export { findPlaces } from './insert/find-places.ts'
export type { OpenPlan, PlaceOptions } from './insert/open-plan.ts'
export { openPlan } from './insert/open-plan.ts'
export type { Place } from './insert/place-finder.ts'
export { applyPatches } from './relax/apply-patches.ts'
export type { End, Patch, ShiftLimit } from './relax/patch.ts'
export type { Relaxation } from './relax/relaxation.ts'
export type { RelaxOptions } from './relax/suggest-relaxations.ts'
export { suggestRelaxations } from './relax/suggest-relaxations.ts'
export type { DayState, DoneVisit, ShiftState, SinceRest } from './replan/day-state.ts'
export type { Replan } from './replan/replan.ts'
export { replan } from './replan/replan.ts'
export type { ParsedProblem } from './formats/benchmark.ts'
export { FormatError } from './formats/format-error.ts'
export type { Format } from './formats/parse-problem.ts'
export { detectFormat, FORMATS, parseProblem } from './formats/parse-problem.ts'
export type { PlaceInFile } from './formats/place-in-file.ts'
export { placeInFile } from './formats/place-in-file.ts'
export { lilimVisits } from './formats/lilim.ts'
export { vroomAnswer } from './formats/vroom-answer.ts'
export { vroomPlan } from './formats/vroom-plan.ts'
export type { AskTravel } from './formats/vroom-travel.ts'
export type { ParsedVroom } from './formats/vroom.ts'
export { objectiveSchema } from './formats/cartage-schema.ts'
export { problemJsonSchema } from './formats/problem-json-schema.ts'
export { withStart } from './formats/read-start.ts'
export type { Rounding } from './formats/rounding.ts'
export { ROUNDINGS } from './formats/rounding.ts'
