import { isBuiltin } from "node:module";
import { posix } from "node:path";

import {
  libraryOwners,
  testImports,
  testLibraries,
  typeLibraries,
  workspaceImports,
} from "./boundaries.ts";
import type { SourceFile } from "./source-file.ts";

const scope = "@headgate/";

/**
 * Says what is wrong with an import, or null when the file may have it. Files of the root may
 * import anything.
 */
export function judgeImport(file: SourceFile, specifier: string): string | null {
  if (file.folder === null) return null;
  if (specifier.startsWith(".")) return judgeRelative(file, specifier);
  if (specifier.startsWith("cloudflare:")) return judgePlatform(file, specifier);
  if (isBuiltin(specifier)) return judgeBuiltin(file, specifier);
  if (specifier.startsWith(scope)) return judgeWorkspace(file, specifier);
  return judgeLibrary(file, specifier);
}

function judgeRelative(file: SourceFile, specifier: string): string | null {
  const target = posix.join(posix.dirname(file.path), specifier);
  if (target.startsWith(`${file.folder}/`)) return null;
  return `"${specifier}" leaves ${file.folder}: import the other package by its name, ${scope}….`;
}

function judgePlatform(file: SourceFile, specifier: string): string | null {
  if (specifier === "cloudflare:sockets" && file.folder === "workers/gate") {
    return "The gate makes no outgoing call: its callers carry the leases away.";
  }
  if (file.group === "workers" || file.isTest) return null;
  return `"${specifier}" exists only in a Worker: take what you need from it as an argument.`;
}

function judgeBuiltin(file: SourceFile, specifier: string): string | null {
  if (file.group !== "packages" || file.isTest) return null;
  return `"${specifier}" exists only in Node: packages run in a browser, in Node and in a Worker.`;
}

function judgeWorkspace(file: SourceFile, specifier: string): string | null {
  const target = specifier.slice(scope.length).split("/")[0] ?? "";
  const allowed = workspaceImports[file.folder ?? ""] ?? [];
  if (file.isTest && testImports.includes(target)) return null;
  if (allowed.includes(target) || file.folder?.endsWith(`/${target}`)) return null;
  const list = allowed.map((name) => scope + name).join(", ") || "no package of this workspace";
  return `${file.folder} must not import ${scope}${target}: it may import ${list}.`;
}

function judgeLibrary(file: SourceFile, specifier: string): string | null {
  const library = readLibraryName(specifier);
  if (typeLibraries.includes(library)) return null;
  if (testLibraries.includes(library)) {
    return file.isTest ? null : `"${library}" is for tests and config files only.`;
  }
  const owners = libraryOwners[library];
  if (owners === undefined) {
    return `"${library}" has no owner: name one in infra/checks/src/lint/boundaries.ts.`;
  }
  if (owners.includes(file.folder ?? "")) return null;
  return `${file.folder} must not import "${library}": only ${owners.join(", ")} may.`;
}

function readLibraryName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
