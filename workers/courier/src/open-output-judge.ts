import { openDatabase } from "@headgate/database";
import { OutputJudge } from "@headgate/registry";

/** One for the isolate, with the environment that it was made from: the runtime gives an isolate one. */
let opened: { env: Env; judge: OutputJudge } | null = null;

/** What holds outputs to the schemas of their versions. */
export function openOutputJudge(env: Env): OutputJudge {
  if (opened?.env !== env) {
    const db = openDatabase(env.DB);
    opened = { env, judge: new OutputJudge({ db, now: () => Date.now() }) };
  }
  return opened.judge;
}
