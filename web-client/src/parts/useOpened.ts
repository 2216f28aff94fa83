import { useCallback, useState } from "react";

/** Whether something is open, and whether it ever was: only from then on is it loaded, and it stays to close in peace. */
export function useOpened(): [boolean, boolean, (open: boolean) => void] {
  const [opened, setOpened] = useState(false);
  const [ever, setEver] = useState(false);
  const open = useCallback((next: boolean) => {
    setOpened(next);
    if (next) setEver(true);
  }, []);
  return [opened, ever, open];
}
