/**
 * Numbers a mini-program gets for the platform's codes (WeChat documentation, 云开发错误码). What is not listed there is
 * -1, as for failures of the client itself.
 */
const NUMBERS: Record<string, number> = {
  SYS_ERR: -501001,
  INVALID_ENV: -501000,
  INVALID_PARAM: -501007,
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_PERMISSION_DENIED: -502003,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  STORAGE_REQUEST_FAIL: -503001,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
  FUNCTIONS_EXECUTE_FAIL: -504002,
  FUNCTIONS_TIME_LIMIT_EXCEEDED: -504003,
  FUNCTION_NOT_FOUND: -501000,
}

/** The number of a code. */
export const numberOf = (code: string): number => NUMBERS[code] ?? -1

/** A failure as `wx.cloud` reports it: `errMsg` begins with the API and `:fail`. */
export class ClientError extends Error {
  readonly errMsg: string

  constructor(
    api: string,
    readonly code: string,
    reason: string,
    readonly errCode: number = numberOf(code),
  ) {
    super(`${api}:fail ${reason}`)
    this.errMsg = this.message
  }
}

/** Runs a call of an API; what the emulator refuses becomes a ClientError. */
export async function asApi<T>(api: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof ClientError) throw error
    const { code, body, message } = error as { code?: string; body?: { code?: string }; message: string }
    throw new ClientError(api, code ?? body?.code ?? 'SYS_ERR', message)
  }
}
