export { formatsFor, useFormats, type Formats } from './time';
