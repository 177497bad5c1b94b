/** Where a file stands in the workspace. */
export interface SourceFile {
  /** Path from the root of the repository, with forward slashes. */
  path: string;
  /** The workspace folder that holds it, such as `packages/shared`; null for files of the root. */
  folder: string | null;
  /** The first part of `folder`; null for files of the root. */
  group: string | null;
  /** Whether it is only read by tests or by a tool's configuration. */
  isTest: boolean;
}

const groups = new Set(["packages", "workers", "infra", "test"]);
const testPath = /\.(test|config)\.[cm]?[jt]s$|\/test\//;

/** Classifies a path that is relative to the root of the repository. */
export function readSourceFile(path: string): SourceFile {
  const [group = "", name, ...inside] = path.split("/");
  if (!groups.has(group) || name === undefined || inside.length === 0) {
    return { path, folder: null, group: null, isTest: false };
  }
  const isTest = group === "test" || testPath.test(`/${inside.join("/")}`);
  return { path, folder: `${group}/${name}`, group, isTest };
}
