import { useEffect, useState } from "react";

/** Gives the focus back, when this part goes, to what had it when it came: for dialogs that exist only while they are open. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) setTimeout(() => before.focus({ preventScroll: true }));
    },
    [before],
  );
}
