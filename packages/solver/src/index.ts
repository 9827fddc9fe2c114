export type {
  Break,
  Costs,
  Job,
  Matrix,
  Problem,
  Shift,
  Shipment,
  ShipmentEnd,
  Window,
} from './model/problem.ts'
export { problemSchema } from './model/problem.ts'
export type {
  PlannedBreak,
  Reason,
  ReasonCode,
  RoutePlan,
  RouteStop,
  Solution,
  UnassignedJob,
  Violation,
} from './model/solution.ts'
export type { Objective, RouteSequence, SolveOptions, SolveProgress, SolveResult } from './model/options.ts'
export type { Prepared } from './model/prepare.ts'
export { prepare } from './model/prepare.ts'
export { ProblemError } from './model/problem-error.ts'
export type { EvaluateOptions } from './evaluate/evaluate-route.ts'
export { evaluateRoute } from './evaluate/evaluate-route.ts'
export type { EvaluateSolutionOptions } from './evaluate/evaluate-solution.ts'
export { evaluateSolution } from './evaluate/evaluate-solution.ts'
export { solve } from './search/solve.ts'
export { explainUnassigned } from './explain/explain-unassigned.ts'
