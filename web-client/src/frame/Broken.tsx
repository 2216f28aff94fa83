import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useRouteError } from "react-router-dom";
import { useI18n } from "../i18n";
import { Empty } from "../parts/Failure";

/** A screen that failed to show. A part that is no longer on the server means that a newer version is there. */
export function Broken() {
  const { t } = useI18n();
  const failure = useRouteError();
  const replaced = failure instanceof Error && /dynamically imported module|module script/i.test(failure.message);
  useEffect(() => console.error(failure), [failure]);
  return (
    <Empty title={t(replaced ? "app.newVersion" : "app.broken")}>
      <Button onClick={() => window.location.reload()}>{t("app.reload")}</Button>
    </Empty>
  );
}
