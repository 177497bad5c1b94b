import { amplifierProbes } from "./amplifiers.ts";
import { malformedProbes } from "./malformed.ts";
import { patternProbes } from "./patterns.ts";
import type { Probe } from "./probe.ts";
import { referenceProbes } from "./references.ts";
import { sizeProbes } from "./sizes.ts";
import { valueProbes } from "./values.ts";

export { judgeProbe } from "./judge-probe.ts";
export { type Probe, standardLimits } from "./probe.ts";

export const probes: readonly Probe[] = [
  ...patternProbes,
  ...referenceProbes,
  ...sizeProbes,
  ...amplifierProbes,
  ...valueProbes,
  ...malformedProbes,
];
