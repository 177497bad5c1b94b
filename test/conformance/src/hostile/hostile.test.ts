import { describe, test } from "vitest";

import { probes } from "./index.ts";
import { judgeProbe } from "./judge-probe.ts";

describe("a hostile schema or value, in workerd", () => {
  test.for(probes.map((probe) => [probe.name, probe] as const))(
    "comes to its end: %s",
    ([, probe], { expect }) => {
      expect(judgeProbe(probe)).toBeNull();
    },
  );
});
