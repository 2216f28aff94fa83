import classes from "./calendar.module.css";
import type { View } from "./range";

/** Where cards could be: the same at every visit, so that waiting does not flicker. */
const CARDS = [[0, 12, 8], [0, 46, 9], [1, 28, 8], [2, 14, 9], [2, 60, 8], [3, 36, 9], [4, 20, 8], [4, 52, 9], [5, 40, 8], [6, 26, 9]] as const;

/** The calendar before its posts are there: columns, and pale cards. Over a grid that is drawn already, only the cards. */
export function Shape({ view, over = false }: { view: View; over?: boolean }) {
  const columns = view === "day" ? 1 : 7;
  return (
    <div className={classes.waiting} data-over={over || undefined} aria-busy="true">
      {Array.from({ length: columns }, (_, column) => (
        <div key={column}>
          {CARDS.filter(([at]) => at === column).map(([, top, height]) => <span key={top} style={{ top: `${top}%`, height: `${height}%` }} />)}
        </div>
      ))}
    </div>
  );
}
