import type { Check, Finding, Patient } from './check'
import { addressesCheck, categoriesCheck, certificateCheck, secretsCheck, templatesCheck } from './configuration'
import { contractCheck, functionsCheck, indexesCheck } from './deployed'

/** In the order they are told. */
export const CHECKS: Check[] = [
  secretsCheck,
  certificateCheck,
  templatesCheck,
  categoriesCheck,
  addressesCheck,
  indexesCheck,
  functionsCheck,
  contractCheck,
]

/** Runs every check; a check that breaks is a finding of its own. */
export async function examine(patient: Patient): Promise<{ title: string; findings: Finding[] }[]> {
  return await Promise.all(
    CHECKS.map(async ({ title, run }) => {
      try {
        return { title, findings: await run(patient) }
      } catch (error) {
        const finding: Finding = { level: 'fail', says: `could not be checked: ${String(error)}` }
        return { title, findings: [finding] }
      }
    }),
  )
}
