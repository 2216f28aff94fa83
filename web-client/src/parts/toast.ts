import type { ReactNode } from "react";

let last = 0;
/** Told once, when there is first something to say. */
export const firstToast = new EventTarget();

/** In milliseconds; a notice interrupts other work, and is given time. */
const LASTS = { done: 6_000, problem: 10_000, notice: 30_000 };

/** Loaded when there is something to say; what says it is on the screen before. */
const loaded = () => import("@mantine/notifications").then((module) => module.notifications);

/** One short sentence at the foot of the screen, gone after a while. @returns its name, to hide it sooner */
export function toast(message: ReactNode, kind: "done" | "problem" | "notice" = "done"): string {
  const id = `toast-${++last}`;
  if (last === 1) firstToast.dispatchEvent(new Event("toast"));
  void loaded().then((notifications) =>
    notifications.show({
      id,
      message,
      color: kind === "problem" ? "red" : kind === "notice" ? "orange" : "petrol",
      autoClose: LASTS[kind],
      withBorder: true,
    }),
  );
  return id;
}

export function hideToast(id: string): void {
  void loaded().then((notifications) => notifications.hide(id));
}

export function hideToasts(): void {
  void loaded().then((notifications) => notifications.clean());
}
