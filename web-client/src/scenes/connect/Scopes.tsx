import { useI18n } from "../../i18n";
import { rightOf } from "../../models/connect";
import classes from "./connect.module.css";

/** The rights that were not given, in words, with their names at the platform. */
export function Scopes({ names }: { names: string[] }) {
  const { t } = useI18n();
  return (
    <ul className={classes.scopes}>
      {names.map((name) => {
        const right = rightOf(name);
        return <li key={name}>{right && <>{t(`connect.right.${right}`)} </>}<code>{name}</code></li>;
      })}
    </ul>
  );
}
