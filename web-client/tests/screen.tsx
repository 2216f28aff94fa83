import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, type ReactElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { vi } from "vitest";
import { SessionContext } from "../src/frame/session";
import { I18nProvider } from "../src/i18n";
import type { Role } from "../src/models/session";

/** What the server answers, by `METHOD /path`; a number is a status with a problem. */
export type Answers = Record<string, unknown | ((body: unknown) => unknown)>;
export class Refusal {
  constructor(readonly status: number, readonly problem: Record<string, unknown>) {}
}
export type Sent = { call: string; body: unknown };

/** A server made of its answers; whatever it is asked and does not know is a 404. */
export function serve(answers: Answers): Sent[] {
  const sent: Sent[] = [];
  document.cookie = "XSRF-TOKEN=t";
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const call = `${init.method ?? "GET"} ${address.replace("/api/v1", "").replace(/\?.*/, "")}`;
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    sent.push({ call, body });
    const known = answers[call];
    const answer = typeof known === "function" ? (known as (given: unknown) => unknown)(body) : known;
    if (answer === undefined) return new Response("{}", { status: 404 });
    if (answer instanceof Refusal) return new Response(JSON.stringify(answer.problem), { status: answer.status });
    return new Response(JSON.stringify(answer), { status: 200 });
  });
  return sent;
}

let root: Root | null = null;

/** Shows a screen to a member of a role, at an address among the given routes. */
export async function show(routes: Record<string, ReactElement>, at: string, role: Role = "OWNER") {
  const workspace = { id: "w", name: "Jiangcheng", role, zone: "Asia/Shanghai" };
  const session = { member: { id: "m", name: "Lin Yue", email: "lin@example.org" }, workspace, workspaces: [workspace] };
  const router = createMemoryRouter(Object.entries(routes).map(([path, element]) => ({ path, element })), { initialEntries: [at] });
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  root = createRoot(host);
  // Strict: what is done twice on showing a screen is seen here.
  root.render(
    <StrictMode><I18nProvider>
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <SessionContext.Provider value={session}>
            <RouterProvider router={router} />
          </SessionContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider></StrictMode>,
  );
  await settle();
  return router;
}

export async function leave() {
  root?.unmount();
  await settle();
  root = null;
  vi.unstubAllGlobals();
}

/** Lets React show what it was told. */
const settle = () => new Promise<void>((done) => setTimeout(done));

/** Lets answers arrive until it holds. */
export const until = (holds: () => void) => vi.waitFor(holds, { timeout: 3_000, interval: 5 });

/** Everything by its role and accessible name, as far as these screens give it: a label, or its text. */
export function named(selector: string, name: string | RegExp): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((one) => {
    const said = one.getAttribute("aria-label") ?? one.textContent ?? "";
    return typeof name === "string" ? said.trim() === name : name.test(said);
  });
}

export async function press(element: HTMLElement | undefined) {
  if (!element) throw new Error("There is nothing of that name to press");
  element.click();
  await settle();
}

export async function type(label: string, text: string) {
  const named = [...document.querySelectorAll("label")].find((one) => one.textContent?.trim() === label);
  const field = document.getElementById(named?.getAttribute("for") ?? "") as HTMLInputElement | null;
  if (!field) throw new Error(`There is no field called ${label}`);
  // Past React's own setter, or it would not see a change.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

export const words = () => document.body.textContent ?? "";
