import { Navigate } from "react-router-dom";
import { useFeeds } from "../api/queries";
import { useI18n } from "../i18n";
import classes from "./frame.module.css";
import { useMe } from "./session";

/** Where a visit begins: at the calendar, and for the owner of a workspace without feeds at connecting the first. */
export function Home() {
  const { t } = useI18n();
  const { may } = useMe();
  const feeds = useFeeds();
  if (feeds.isPending && may("OWNER")) return <div className={classes.waiting} aria-busy="true" aria-label={t("app.loading")} />;
  return <Navigate to={feeds.data?.length === 0 && may("OWNER") ? "/feeds/connect" : "/calendar"} replace />;
}
