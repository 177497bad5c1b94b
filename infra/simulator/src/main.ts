#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { ArgumentError, readArguments, usage } from "./read-arguments.ts";
import { readTrace, TraceError } from "./read-trace.ts";
import { renderSummary } from "./render-summary.ts";
import { simulate } from "./simulate.ts";
import { summarize } from "./summarize.ts";
import { synthesize } from "./synthesize.ts";

try {
  const given = readArguments(process.argv.slice(2));
  if (given === null) process.stdout.write(usage);
  else {
    const { plan, load, json } = given;
    const arrivals =
      "trace" in load ? readTrace(readFileSync(load.trace, "utf8")) : synthesize(load);
    const summary = summarize(plan, simulate(plan, arrivals));
    console.log(json ? JSON.stringify(summary, null, 2) : renderSummary(summary));
  }
} catch (error) {
  const isTold = error instanceof ArgumentError || error instanceof TraceError;
  const isFile = error instanceof Error && "code" in error && error.code === "ENOENT";
  if (!isTold && !isFile) throw error;
  console.error(`headgate-simulate: ${error.message}\n\`--help\` tells what there is.`);
  process.exitCode = 1;
}
