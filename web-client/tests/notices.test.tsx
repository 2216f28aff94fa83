// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useLive } from "../src/api/live";
import { client, keys } from "../src/api/queries";
import { useWaiting } from "../src/frame/waiting";
import { begun, wroteIt, type Need } from "../src/models/needs";
import type { Role } from "../src/models/session";
import { leave, serve, show, until } from "./screen";

const need = (id: string, state: string, author: string | null = "m"): Need =>
  ({ delivery: { id, state, post: `p${id}`, feed: "f", author, due: new Date().toISOString(), version: 1 }, post: null }) as unknown as Need;

const line = () => document.querySelector("p")?.textContent;

describe("what is new among what needs a person", () => {
  test("nothing of what was there before anybody looked", () => {
    expect(begun(null, [need("a", "FAILED")])).toEqual([]);
  });

  test("what came, and what came back in another state; no hold, whose beginning somebody chose", () => {
    const before = [need("a", "FAILED"), need("b", "REVIEW"), need("c", "SCHEDULED")];
    const now = [need("a", "FAILED"), need("b", "FAILED"), need("d", "MISSED"), need("e", "SCHEDULED")];
    expect(begun(before, now).map((one) => one.delivery.id)).toEqual(["b", "d"]);
    expect(begun(now, before).map((one) => one.delivery.id)).toEqual(["b"]);
  });

  test("is somebody's by the delivery, or by its post where that was not kept", () => {
    expect(wroteIt(need("a", "FAILED"), "m")).toBe(true);
    expect(wroteIt({ ...need("a", "FAILED", null), post: { author: { id: "n" } } } as Need, "n")).toBe(true);
    expect(wroteIt(need("a", "FAILED", null), "m")).toBe(false);
  });
});

describe("the count beside Needs you", () => {
  const Count = () => <p>waiting: {useWaiting()}</p>;
  const server = () => {
    const delivery = (id: string, author: string) => ({ ...need(id, "FAILED", author).delivery, step: null });
    const all = [delivery("1", "m"), delivery("2", "other")];
    serve({ ...Object.fromEntries(all.map((one) => [`GET /posts/${one.post}`, { id: one.post, deliveries: [one], author: { id: one.author } }])) });
    const known = globalThis.fetch;
    globalThis.fetch = (async (address: string, init?: RequestInit) =>
      address.startsWith("/api/v1/deliveries?") ? new Response(JSON.stringify({ items: address.includes("FAILED") ? all : [], next: null })) : known(address, init)) as typeof fetch;
  };
  beforeEach(() => localStorage.setItem("septet.language", "en"));
  afterEach(leave);

  test.each<[Role, number]>([["OWNER", 2], ["MANAGER", 2], ["EDITOR", 1], ["VIEWER", 0]])("of a %s is %d", async (role, count) => {
    server();
    await show({ "/": <Count /> }, "/", role);
    await until(() => expect(line()).toBe(`waiting: ${count}`));
  });
});

describe("the stream of events", () => {
  class Stream extends EventTarget {
    static CLOSED = 2;
    static OPEN = 1;
    static all: Stream[] = [];
    readyState = 0;
    onopen?: () => void;
    onerror?: () => void;
    constructor() {
      super();
      Stream.all.push(this);
    }
    close() {
      this.readyState = 2;
    }
    becomes(state: number) {
      this.readyState = state;
      if (state === 1) this.onopen?.();
      else this.onerror?.();
    }
  }
  /** Time passes, and React shows what came of it. */
  const pass = async (millis: number) => {
    await vi.advanceTimersByTimeAsync(millis);
    for (let n = 0; n < 5; n++) await new Promise((done) => setImmediate(done));
  };
  function Live() {
    return <p>{useLive("w") ? "live" : "interrupted"}</p>;
  }
  beforeEach(() => {
    localStorage.setItem("septet.language", "en");
    Stream.all = [];
    vi.stubGlobal("EventSource", Stream);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await leave();
  });

  test("refused by the server it is opened anew, and everything is read again", async () => {
    const stale = vi.spyOn(client, "invalidateQueries").mockResolvedValue();
    serve({});
    await show({ "/": <Live /> }, "/");
    await until(() => expect(line()).toBe("live"));
    const open = () => Stream.all.filter((one) => one.readyState !== 2);
    await until(() => expect(open()).toHaveLength(1));
    const first = open()[0]!;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    first.becomes(1);
    first.becomes(2);
    expect(open()).toHaveLength(0);
    await pass(3_500);
    expect(line()).toBe("interrupted");
    expect(open()).toHaveLength(1);
    open()[0]!.becomes(2);
    await pass(3_900);
    expect(open()).toHaveLength(0);
    await pass(200);
    open()[0]!.becomes(1);
    await pass(500);
    expect(line()).toBe("live");
    expect(stale.mock.calls.map(([asked]) => asked?.queryKey)).toContainEqual(keys.needs);
    stale.mockRestore();
  });
});
