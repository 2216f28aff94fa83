import { useCallback, useEffect, useRef, useState } from "react";
import { wallTime } from "../../models/zone";
import { dropDraft, keepDraft, keptDraft, type Draft } from "./draft";

type Options = { workspace: string; member: string; post: string | null; fresh: () => Draft; at: number | null };

/** The draft being written, kept on this device a moment after each change and given back on return. */
export function useDraft({ workspace, member, post, fresh, at }: Options) {
  const [start] = useState(() => {
    const found = keptDraft(workspace, member, post);
    if (!found) return { draft: fresh(), restoredAt: null };
    // A slot that was clicked just now says more about the time than yesterday's draft.
    const draft = at === null ? found.draft : { ...found.draft, when: "time" as const, ...wallTime(found.draft.zone, at) };
    return { draft, restoredAt: found.at };
  });
  const [draft, setDraft] = useState<Draft>(start.draft);
  const [restoredAt, setRestoredAt] = useState<number | null>(start.restoredAt);
  const [savedAt, setSavedAt] = useState<number | null>(start.restoredAt);
  const [kept, setKept] = useState(true);
  const dirty = useRef(false);
  const latest = useRef(draft);
  latest.current = draft;

  const keep = useCallback(() => {
    if (!dirty.current) return;
    dirty.current = false;
    const now = Date.now();
    const done = keepDraft(workspace, member, post, latest.current, now);
    setKept(done);
    if (done) setSavedAt(now);
  }, [workspace, member, post]);

  useEffect(() => {
    if (!dirty.current) return;
    const timer = setTimeout(keep, 300);
    return () => clearTimeout(timer);
  }, [draft, keep]);

  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep(); // closing within the 300 ms
    };
  }, [keep]);

  const update = useCallback((make: (before: Draft) => Draft) => {
    dirty.current = true;
    setDraft(make);
  }, []);

  return {
    draft,
    change: useCallback((next: Draft) => update(() => next), [update]),
    update,
    restoredAt,
    savedAt,
    /** False when the browser refuses to store anything. */
    kept,
    startOver: () => {
      dirty.current = false;
      dropDraft(workspace, member, post);
      setRestoredAt(null);
      setSavedAt(null);
      setDraft(fresh());
    },
    /** The server has it now. */
    done: () => {
      dirty.current = false;
      dropDraft(workspace, member, post);
    },
  };
}
