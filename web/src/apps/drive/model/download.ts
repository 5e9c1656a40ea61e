/** Let the browser fetch a file; several go one after the other. */
export function download(addresses: readonly string[]): void {
  addresses.forEach((address, index) =>
    window.setTimeout(() => {
      const anchor = document.createElement('a');
      anchor.href = address;
      anchor.download = '';
      anchor.click();
    }, index * 300),
  );
}
