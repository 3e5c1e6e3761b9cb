import { isPlainObject } from '../plain'
import { DatabaseError, type Document, type SortSpec } from '../types'
import type { PipelineSource, Stage, StageContext } from './stage'
import { bucketAuto } from './stages/bucket-auto'
import { facet } from './stages/facet'
import { geoNear } from './stages/geo-near'
import { bucket, count, group, sortByCount } from './stages/group'
import { lookup } from './stages/lookup'
import { match, matchQuery, plainConditions } from './stages/match'
import { limit, limitNumber, sample, skip, skipNumber, sort, sortSpec } from './stages/order'
import { addFields, project, replaceRoot, replaceWith, unset } from './stages/project'
import { unwind } from './stages/unwind'
import { failed } from './values'

const STAGES: Record<string, Stage> = {
  $addFields: addFields,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $count: count,
  $facet: facet,
  $group: group,
  $limit: limit,
  $lookup: lookup,
  $match: match,
  $project: project,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
  $sample: sample,
  $set: addFields,
  $skip: skip,
  $sort: sort,
  $sortByCount: sortByCount,
  $unset: unset,
  $unwind: unwind,
}

/**
 * Runs a pipeline over a collection. What leads it ($match, $sort, $skip, $limit) is done by the collection's own find,
 * with its indexes. Results share values with the stored documents.
 * @throws DatabaseError when a stage or an expression is wrong, with MongoDB's texts
 */
export function runPipeline(collection: string, stages: unknown, source: PipelineSource): Document[] {
  try {
    return compile(stages, { source, collection, variables: {}, nested: compile }, '')()
  } catch (error) {
    // What a date cannot hold, or what is nested too deep.
    if (error instanceof RangeError) throw failed(error.message)
    throw error
  }
}

/** Checks all stages. What comes back runs them over documents, or over the collection when none are given. */
function compile(stages: unknown, context: StageContext, within: string): (documents?: Document[]) => Document[] {
  if (!Array.isArray(stages)) throw failed("'pipeline' must be an array of stages")
  const named = stages.map((stage): [string, unknown] => {
    const [entry, ...more] = isPlainObject(stage) ? Object.entries(stage) : []
    if (!entry || more.length > 0) {
      throw failed('A pipeline stage specification object must contain exactly one field.')
    }
    return entry
  })
  const near = named[0]?.[0] === '$geoNear' && within !== '$facet' ? geoNear(named[0][1], context) : undefined
  const runs = named.slice(near ? 1 : 0).map(([name, operand]) => stageOf(name, within)(operand, context))
  const lead = leadOf(near ? [] : named)
  return (documents) => {
    const start = documents ?? (near ? near() : context.source.find(context.collection, lead.query, lead.options))
    return runs.slice(documents ? 0 : lead.stages).reduce((result, run) => run(result), start)
  }
}

function stageOf(name: string, within: string): Stage {
  if (within === '$facet' && (name === '$facet' || name === '$geoNear')) {
    throw failed(`${name} is not allowed to be used within a $facet stage`)
  }
  if (name === '$geoNear') throw failed('$geoNear is only valid as the first stage in a pipeline.')
  if (name === '$out' || name === '$merge') {
    throw new DatabaseError('DATABASE_PERMISSION_DENIED', `${name} is refused: an aggregation does not write`)
  }
  const stage = STAGES[name]
  if (!stage) throw failed(`Unrecognized pipeline stage name: '${name}'`)
  return stage
}

interface Lead {
  query: Document
  options: { sort?: SortSpec; skip?: number; limit?: number }
  /** How many stages it stands for. */
  stages: number
}

/** What a pipeline begins with, as far as find can do it: conditions, then an order, then a part of the result. */
function leadOf(named: [string, unknown][]): Lead {
  const queries: Document[] = []
  const options: Lead['options'] = {}
  let stages = 0
  const next = (name: string): unknown => (named[stages]?.[0] === name ? named[stages++]?.[1] : undefined)
  for (let operand = next('$match'); operand !== undefined; operand = next('$match')) {
    const query = matchQuery(operand)
    const plain = plainConditions(query)
    queries.push(plain)
    if (Object.keys(plain).length < Object.keys(query).length) {
      // The rest narrows what the whole stage then tests.
      return { query: conjunction(queries), options, stages: stages - 1 }
    }
  }
  const order = next('$sort')
  if (order !== undefined) options.sort = sortSpec(order)
  const passed = next('$skip')
  if (passed !== undefined) options.skip = skipNumber(passed)
  const most = next('$limit')
  if (most !== undefined) options.limit = limitNumber(most)
  return { query: conjunction(queries), options, stages }
}

function conjunction(queries: Document[]): Document {
  const [first = {}, ...others] = queries
  return others.length === 0 ? first : { $and: queries }
}
