import { Button } from "@mantine/core";
import { Link } from "react-router-dom";
import { useI18n } from "../i18n";
import { Empty } from "../parts/Failure";

export function NotFound() {
  const { t } = useI18n();
  return (
    <Empty title={t("app.notFound")}>
      <Button component={Link} to="/calendar" variant="default">{t("app.toCalendar")}</Button>
    </Empty>
  );
}
