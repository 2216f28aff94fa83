import { Problem } from "../../api/http";
import { useI18n } from "../../i18n";
import classes from "./connect.module.css";

/** These say in their detail what the platform said: what happened is not known from the type alone. */
const QUOTING = new Set(["connect-refused", "platform-unreachable"]);

/** The platform's own words of a failure; null where ours say it all. */
export function quoted(failure: unknown): string | null {
  return failure instanceof Problem && QUOTING.has(failure.type) && failure.detail ? failure.detail : null;
}

/** A failure in words, with the platform's own below. */
export function Told({ failure }: { failure: unknown }) {
  const { sayProblem } = useI18n();
  const words = quoted(failure);
  return (
    <p className={classes.problem} role="alert">
      {sayProblem(failure)}
      {words && <small>{words}</small>}
    </p>
  );
}
