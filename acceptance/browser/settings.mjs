import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** What the story is told by its environment; whatever is missing is said in one sentence. */
export function settings(environment = process.env) {
  const demo = JSON.parse(readFileSync(file(environment, "SEPTET_DEMO", "the running system's data/demo.json"), "utf8"));
  const picture = file(environment, "SEPTET_PICTURE", "a PNG to post");
  const screenshots = needed(environment, "SEPTET_SCREENSHOTS", "the folder for the screenshots");
  mkdirSync(screenshots, { recursive: true });
  return { demo, picture, screenshots, browser: browser(environment) };
}

function needed(environment, name, meaning) {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set; it names ${meaning}.`);
  return value;
}

function file(environment, name, meaning) {
  const path = needed(environment, name, meaning);
  if (!existsSync(path)) throw new Error(`${name} names ${path}, which does not exist; it should be ${meaning}.`);
  return path;
}

function browser(environment) {
  if (environment.SEPTET_CHROMIUM) return file(environment, "SEPTET_CHROMIUM", "a Chromium to run");
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  if (!found) throw new Error(`No browser: there is no ${BROWSERS.join(", ")} on the PATH. Install one, or name it in SEPTET_CHROMIUM.`);
  return found;
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
