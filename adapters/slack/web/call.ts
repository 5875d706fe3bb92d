import { callError, failureOf } from './failure.ts';

/** What a call of the SDK's brings. @throws ChatCallError */
export async function call<T>(method: string, asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw callError(method, failureOf(error), error);
  }
}
