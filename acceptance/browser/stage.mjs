import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { chromium } from "playwright-core";
import { settings } from "./settings.mjs";
import { watch } from "./watch.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const DESK = { width: 1360, height: 860 };
export const PHONE = { width: 390, height: 844 };

/** How long a person would wait for anything that is not said to take longer, in milliseconds. */
const PATIENCE = 20_000;

/** Plays a story on a stage of its own, with what it is told by its environment. The exit code says whether it came true. */
export async function play(story, moral) {
  let given;
  let stage;
  try {
    given = settings();
    stage = await Stage.open(given);
  } catch (missing) {
    console.error(missing.message); // what is missing before the story can begin is said in its one sentence
    process.exitCode = 1;
    return;
  }
  try {
    await story(stage, given);
    console.log(moral);
  } catch (problem) {
    console.error(stripVTControlCharacters(problem.stack));
    stage.problems.filter((one) => !problem.message.includes(one)).forEach((one) => console.error(one));
    await stage.shootFailure().then((path) => console.error(`The screen at that moment: ${path}`), () => undefined);
    process.exitCode = 1;
  } finally {
    await stage.close();
  }
}

/** A browser with people in it: each visit is somebody's own, with its cookies, language and theme. */
export class Stage {
  #browser;
  #demo;
  #screenshots;
  #problems = [];
  #expected = [];
  #last = null;

  static async open({ browser, demo, screenshots }) {
    const stage = new Stage();
    stage.#demo = demo;
    stage.#screenshots = screenshots;
    stage.#browser = await chromium.launch({ executablePath: browser, args: FLAGS });
    return stage;
  }

  /** A new visitor on an empty page. Without a language and theme the client goes by the browser: English and light. */
  async visitor({ viewport = DESK, language, theme } = {}) {
    const chosen = Object.entries({ "septet.language": language, "septet.theme": theme }).filter(([, value]) => value);
    const context = await this.#browser.newContext({
      baseURL: this.#demo.address,
      viewport,
      hasTouch: viewport === PHONE,
      locale: "en-GB",
      timezoneId: "Asia/Shanghai",
      colorScheme: "light",
      reducedMotion: "reduce", // a picture of a bar that is still growing shows nothing
      storageState: {
        cookies: [],
        origins: [{ origin: this.#demo.address, localStorage: chosen.map(([name, value]) => ({ name, value })) }],
      },
    });
    context.setDefaultTimeout(PATIENCE);
    await watch(context, this.#problems, this.#expected);
    const page = await context.newPage();
    this.#last = page;
    return page;
  }

  /** Says that an answer, such as a refusal, belongs to the story: `{ method, path, status }`. */
  expect(answer) {
    this.#expected.push(answer);
  }

  /** One sentence of the story: printed when it has come true, and failed by anything that went wrong unseen. */
  async step(page, sentence, act) {
    this.#last = page;
    const begin = Date.now();
    try {
      const told = await act();
      if (this.#problems.length > 0) throw new Error(this.#problems.join("\n"));
      console.log(`ok    ${sentence}${told ? ` (${told})` : ""}, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
      return told;
    } catch (problem) {
      console.log(`FAIL  ${sentence}`);
      throw problem;
    }
  }

  /** Keeps what is on the screen, once nothing is loading, and sees that nothing sticks out at the side. */
  async shoot(page, name) {
    await page.waitForFunction(() => {
      const loading = [...document.querySelectorAll("[aria-busy=true]")].some((one) => one.checkVisibility());
      const pictures = [...document.images].filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return one.loading !== "lazy" || (bottom > 0 && top < innerHeight);
      });
      return !loading && document.fonts.status === "loaded" && pictures.every((one) => one.complete);
    });
    await page.evaluate(() => Promise.all([...document.images].filter((one) => one.complete).map((one) => one.decode().catch(() => undefined))));
    await page.screenshot({ path: join(this.#screenshots, `${name}.png`), animations: "disabled" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `On the screen ${name} something sticks out by ${wide} px at the side`);
  }

  /** The screen at the moment of a failure. */
  async shootFailure() {
    const path = join(this.#screenshots, "failure.png");
    await this.#last?.screenshot({ path, timeout: 5_000 });
    return path;
  }

  /** What went wrong unseen, for a failure that may have come from it. */
  get problems() {
    return [...this.#problems];
  }

  async close() {
    await this.#browser.close();
  }
}

export function check(truth, sentence) {
  if (!truth) throw new Error(sentence);
}

/** Waits until there are this many, and sees that there are not more. */
export async function exactly(count, locator, what, timeout = PATIENCE) {
  await locator.nth(count - 1).waitFor({ timeout }).catch(() => undefined); // the count says it better
  const found = await locator.count();
  check(found === count, `There should be ${count} ${what}, there are ${found}`);
}
