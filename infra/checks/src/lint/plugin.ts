import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

import { judgeImport } from "./judge-import.ts";
import { judgeName } from "./judge-name.ts";
import { readSourceFile } from "./source-file.ts";

/** The parts of oxlint's rule interface (ESLint's) that the rules below use. */
interface Context {
  filename: string;
  options: unknown[];
  sourceCode: { scopeManager: { globalScope: GlobalScope | null } };
  report: (problem: { node: object; message: string }) => void;
}

interface Literal {
  value?: unknown;
}

interface ImportNode {
  source: Literal | null;
}

interface GlobalScope {
  /** Uses of names that no file declares. */
  through: {
    identifier: { name: string; parent: { type: string } };
    /** False where the name stands for a type. */
    isValueReference: boolean;
  }[];
}

interface CallNode {
  callee: { type: string; name?: string };
  arguments: unknown[];
}

/** Refuses imports against the direction of the layers, and libraries outside their owner. */
const boundaries = {
  create(context: Context) {
    const file = readSourceFile(readWorkspacePath(context.filename));
    const check = (node: ImportNode): void => {
      if (typeof node.source?.value !== "string") return;
      const message = judgeImport(file, node.source.value);
      if (message !== null) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};

/** Refuses `new Date()` and `Date()`, which read the clock where `Date.now` is not written. */
const noClock = {
  create(context: Context) {
    const message = "This reads the clock: take the time as an argument.";
    const isDate = (node: CallNode): boolean => node.callee.name === "Date";
    return {
      NewExpression(node: CallNode): void {
        if (isDate(node) && node.arguments.length === 0) context.report({ node, message });
      },
      CallExpression(node: CallNode): void {
        if (isDate(node)) context.report({ node, message });
      },
    };
  },
};

/** Refuses the use of globals, by name; `typeof fetch` as a type is fine. Options: message, names. */
const noGlobals = {
  meta: { schema: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
  create(context: Context) {
    const [message, names] = context.options;
    if (typeof message !== "string" || !Array.isArray(names))
      throw new Error("Options: message, names");
    return {
      "Program:exit"(): void {
        const { globalScope } = context.sourceCode.scopeManager;
        for (const { identifier, isValueReference } of globalScope?.through ?? []) {
          if (!names.includes(identifier.name)) continue;
          if (!isValueReference || identifier.parent.type === "TSTypeQuery") continue;
          context.report({ node: identifier, message: `${identifier.name}: ${message}` });
        }
      },
    };
  },
};

/** Refuses file and folder names that say nothing. */
const telltaleNames = {
  create(context: Context) {
    return {
      Program(node: object): void {
        const message = judgeName(readWorkspacePath(context.filename));
        if (message !== null) context.report({ node, message });
      },
    };
  },
};

/** The path of a file from the root of its workspace, with forward slashes. */
function readWorkspacePath(filename: string): string {
  const root = findRoot(dirname(filename));
  return relative(root, filename).split(sep).join("/");
}

const roots = new Map<string, string>();

function findRoot(folder: string): string {
  const known = roots.get(folder);
  if (known !== undefined) return known;
  const parent = dirname(folder);
  const isRoot = existsSync(join(folder, "pnpm-workspace.yaml")) || parent === folder;
  const root = isRoot ? folder : findRoot(parent);
  roots.set(folder, root);
  return root;
}

export default {
  meta: { name: "headgate" },
  rules: {
    boundaries,
    "no-clock": noClock,
    "no-globals": noGlobals,
    "telltale-names": telltaleNames,
  },
};
