import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["demo-backend/test/**/*.test.ts", "src/**/*.test.ts"],
    testTimeout: 20_000,
  },
});
