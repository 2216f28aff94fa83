import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/tokens.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { keepAnswer } from "./scenes/connect/handed";

keepAnswer();
createRoot(document.getElementById("root")!).render(<App />);
