/**
 * Versions of the contract between the app on people's phones and the cloud functions. The app says its version with
 * every call; one that says nothing is of version 1.
 *
 * Adding an action, an optional input or an output changes nothing for old apps: the version stays. A change that an
 * old app cannot live with (`npm test` compares the contract with what was recorded of it) raises CONTRACT_VERSION,
 * and OLDEST_CLIENT as soon as the functions no longer serve what is below it.
 */
export const CONTRACT_VERSION = 1
/** Apps below this are told to update. */
export const OLDEST_CLIENT = 1
