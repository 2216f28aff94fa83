import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";

/** The feeds chosen in the rail, kept in the address as `feed=` once per feed; none means all. */
export function useFeedFilter(): { chosen: string[]; toggle: (id: string) => void; clear: () => void } {
  const [search, setSearch] = useSearchParams();
  const joined = search.getAll("feed").join(" ");
  const chosen = useMemo(() => (joined ? joined.split(" ") : []), [joined]);
  const put = useCallback(
    (ids: string[]) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.delete("feed");
        for (const id of ids) next.append("feed", id);
        return next;
      }),
    [setSearch],
  );
  const toggle = useCallback(
    (id: string) => put(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]),
    [chosen, put],
  );
  const clear = useCallback(() => put([]), [put]);
  return { chosen, toggle, clear };
}

/**
 * The composer lies over whatever screen is open and has an address of its own: `compose=new` (with `at=` an instant)
 * or `compose=<post id>`. Back closes it.
 */
export function useComposer() {
  const [search, setSearch] = useSearchParams();
  const open = useCallback(
    (what: { post?: string; at?: string } = {}) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.set("compose", what.post ?? "new");
        next.delete("at");
        if (what.at) next.set("at", what.at);
        return next;
      }),
    [setSearch],
  );
  const close = useCallback(
    () =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        next.delete("compose");
        next.delete("at");
        return next;
      }, { replace: true }),
    [setSearch],
  );
  return { composing: search.get("compose"), at: search.get("at"), open, close };
}
