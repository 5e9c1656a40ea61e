export { startUpload, type Upload, type UploadRequest, type UploadResult } from './tus';
