import { metricNames } from '../../tools/metric-names';

describe('the names of metrics in a scrape', () => {
  it('are those of its samples, unique and sorted', () => {
    const text = ['# HELP up Whether it is up.', '# TYPE up gauge', 'up 1', 'requests_total{code="200"} 3', 'requests_total{code="500"} 1', ''].join(
      '\n',
    );
    expect(metricNames(text)).toEqual(['requests_total', 'up']);
  });

  it('are found if there is a space before the labels, as in scrapes of Patroni', () => {
    expect(metricNames('patroni_postgres_server_version {scope="db"} 150020\n')).toEqual(['patroni_postgres_server_version']);
  });

  it('are empty if the text is not a scrape', () => {
    expect(metricNames('<html>\n<body>404</body>\n</html>\n')).toEqual([]);
  });
});
