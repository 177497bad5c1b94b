import { defineConfig } from "oxlint";

const tests = [
  "**/*.test.ts",
  "**/*.config.ts",
  "{packages,workers}/*/test/**/*.ts",
  "test/**/*.ts",
];
const pure = "take it as an argument: packages read no clock, randomness, network or environment.";
const idle = "the gate makes no outgoing call and holds no timer: it is billed while it waits.";

const noTransaction = {
  property: "transaction",
  message: "D1 has no transactions: write one batch, with the preconditions in its statements.",
};

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "vitest"],
  jsPlugins: ["./infra/checks/src/lint/plugin.ts"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: ["**/worker-configuration.d.ts"],
  rules: {
    "headgate/boundaries": "error",
    "headgate/telltale-names": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",

    "typescript/consistent-type-imports": "error",
    "typescript/explicit-module-boundary-types": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/no-unsafe-type-assertion": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],

    "max-depth": ["error", 3],
    "max-lines": ["error", { max: 250 }],
    "max-lines-per-function": ["error", { max: 60 }],
    "max-params": ["error", { max: 3 }],

    eqeqeq: "error",
    "no-console": "error",
    "no-else-return": "error",
    "no-restricted-properties": ["error", noTransaction],
    "prefer-const": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",

    // TypeScript says the same, and knows which switches are complete.
    "typescript/consistent-return": "off",
    // Libraries that export everything both ways are imported as they document it.
    "import/no-named-as-default-member": "off",
    // Registers a backend or a type; the bundle check sees what it costs.
    "import/no-unassigned-import": "off",
    // Meant for windows of a browser; worker threads have no origin.
    "unicorn/require-post-message-target-origin": "off",
    // Each of these refuses code that reads well.
    "eslint/no-new": "off",
    "eslint/no-unmodified-loop-condition": "off",
    "promise/always-return": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-useless-spread": "off",
  },
  overrides: [
    {
      files: ["packages/*/src/**/*.ts"],
      excludeFiles: tests,
      rules: {
        "headgate/no-clock": "error",
        "headgate/no-globals": [
          "error",
          pure,
          ["fetch", "performance", "process", "setInterval", "setTimeout"],
        ],
        "no-restricted-properties": [
          "error",
          noTransaction,
          { object: "Date", property: "now", message: pure },
          { object: "Math", property: "random", message: pure },
          { object: "crypto", property: "getRandomValues", message: pure },
          { object: "crypto", property: "randomUUID", message: pure },
          { object: "globalThis", property: "fetch", message: pure },
          { object: "globalThis", property: "process", message: pure },
        ],
      },
    },
    {
      files: ["workers/gate/src/**/*.ts"],
      excludeFiles: tests,
      rules: {
        "headgate/no-globals": [
          "error",
          idle,
          ["EventSource", "WebSocket", "fetch", "setInterval", "setTimeout"],
        ],
        "no-restricted-properties": [
          "error",
          noTransaction,
          { property: "fetch", message: idle },
          { object: "globalThis", property: "setTimeout", message: idle },
          { object: "scheduler", property: "wait", message: idle },
        ],
      },
    },
    {
      files: ["**/*.test.ts", "{packages,workers,test}/**/test/**/*.ts", "test/**/*.ts"],
      rules: {
        "max-lines": ["error", { max: 300 }],
        "max-lines-per-function": "off",
        // The body of an answer is compared right after it was cast.
        "typescript/no-unsafe-type-assertion": "off",
        "no-restricted-imports": [
          "error",
          {
            name: "vitest",
            importNames: ["expect"],
            message: "Take expect from the test: test(title, ({ expect }) => …).",
          },
        ],
        "vitest/no-conditional-expect": "error",
        "vitest/no-disabled-tests": "error",
        "vitest/no-focused-tests": "error",
        "vitest/valid-title": ["error", { disallowedWords: ["should"] }],
      },
    },
    {
      files: ["infra/**", "test/**", "**/log.ts"],
      rules: { "no-console": "off" },
    },
    {
      files: ["**/*.config.ts", "workers/*/src/index.ts", "infra/checks/src/lint/plugin.ts"],
      rules: { "import/no-default-export": "off" },
    },
    {
      // Plain JavaScript has no types to be unsafe against.
      files: ["**/*.mjs"],
      rules: {
        "typescript/no-unsafe-argument": "off",
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-call": "off",
        "typescript/no-unsafe-member-access": "off",
        "typescript/no-unsafe-return": "off",
      },
    },
    {
      files: ["**/*.d.ts"],
      rules: { "typescript/consistent-type-imports": "off" },
    },
  ],
});
