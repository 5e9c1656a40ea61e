import '@fontsource-variable/inter';
import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import { start } from './composition/start';

void start();
