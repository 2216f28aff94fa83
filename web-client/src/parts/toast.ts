import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

/** One short sentence at the foot of the screen, gone after a while. */
export function toast(message: ReactNode, kind: "done" | "problem" = "done"): string {
  return notifications.show({
    message,
    color: kind === "problem" ? "red" : "petrol",
    autoClose: kind === "problem" ? 10_000 : 6_000,
    withBorder: true,
  });
}
