export { expressionTest } from './expression'
export { runPipeline } from './pipeline'
