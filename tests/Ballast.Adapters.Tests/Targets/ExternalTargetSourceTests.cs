using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ballast.Adapters.Targets;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using NodaTime;

namespace Ballast.Adapters.Tests.Targets;

/// <summary>External targets from real files and from a real server on loopback.</summary>
public sealed class ExternalTargetSourceTests : IDisposable
{
    private const string Fine = """{ "asOf": "2026-01-31T06:00:00Z", "weights": { "BTC": 0.6, "USDC": 0.4 } }""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-targets-");
    private readonly ExternalTargetSource source;

    public ExternalTargetSourceTests() => source = new ExternalTargetSource(folder.FullName, TimeProvider.System);

    [Fact]
    public async Task Reads_a_file_below_the_folder()
    {
        Write("signals/weights.json", Fine);

        ExternalDocument document =
            (await OfFile("signals/weights.json")).ShouldBeOfType<ExternalReading.Read>().Document;

        document.AsOf.ShouldBe(Instant.FromUtc(2026, 1, 31, 6, 0));
        document.Weights[new Asset("BTC")].Value.ShouldBe(0.6m);
        document.Fingerprint.Length.ShouldBe(64);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "found an array")]
    [InlineData("""{ "weights": { "BTC": 1 } }""", "$.asOf")]
    [InlineData("""{ "asOf": "yesterday", "weights": { "BTC": 1 } }""", "an instant in UTC")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z" }""", "neither weights nor regime")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z", "regime": "wild" }""", "\"stressed\"")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z", "weights": { "BTC": 0.9 } }""", "0.1 is missing")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z", "weights": { "BTC": -1, "USDC": 2 } }""", "from 0 up to 1")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z", "weights": { "BTC": 1 }, "note": 1 }""", "unknown field")]
    [InlineData("""{ "asOf": "2026-01-31T06:00:00Z", "weights": { "BTC": NaN } }""", "is not JSON")]
    public async Task Says_what_is_wrong_with_a_document_and_where(string text, string fragment)
    {
        Write("w.json", text);

        (await OfFile("w.json")).ShouldBeOfType<ExternalReading.Unread>().Why.Sentence.ShouldContain(fragment);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_too_large_is_an_answer()
    {
        Write("large.json", new string(' ', ExternalDocumentFormat.LargestBytes + 1));

        (await OfFile("none.json")).ShouldBeOfType<ExternalReading.Unread>()
            .Why.Sentence.ShouldContain("cannot be read");
        (await OfFile("large.json")).ShouldBeOfType<ExternalReading.Unread>().Why.Sentence.ShouldContain("more than");
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_is_waited_for_no_longer_than_the_policy_says()
    {
        string pipe = Path.Combine(folder.FullName, "pipe");
        using (var making = Process.Start("mkfifo", pipe))
        {
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await OfFile("pipe", Duration.FromMilliseconds(1))).ShouldBeOfType<ExternalReading.Unread>()
            .Why.Sentence.ShouldContain("within 1ms");
        (await OfFile("pipe", Duration.FromMilliseconds(1))).ShouldBeOfType<ExternalReading.Unread>()
            .Why.Sentence.ShouldContain("within 1ms");

        // One writer ends both readings, as there is one reader.
        await File.WriteAllTextAsync(pipe, Fine, TestContext.Current.CancellationToken);
        (await OfFile("pipe", Duration.FromSeconds(30))).ShouldBeOfType<ExternalReading.Read>();
    }

    [Fact]
    public async Task Reads_an_answer_of_a_server() =>
        (await OfServer($"HTTP/1.1 200 OK\r\nContent-Length: {Fine.Length}\r\n\r\n{Fine}"))
            .ShouldBeOfType<ExternalReading.Read>().Document.Weights.Count.ShouldBe(2);

    [Fact]
    public async Task Follows_no_redirect_and_takes_no_other_status() =>
        (await OfServer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
            .ShouldBeOfType<ExternalReading.Unread>().Why.Sentence.ShouldContain("answered 302");

    [Fact]
    public async Task Takes_no_more_than_a_document_may_hold() =>
        (await OfServer("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{"))
            .ShouldBeOfType<ExternalReading.Unread>().Why.Sentence.ShouldContain("cannot be read");

    [Fact]
    public async Task Waits_no_longer_than_the_policy_says() =>
        (await OfServer("")).ShouldBeOfType<ExternalReading.Unread>().Why.Sentence.ShouldContain("within 500ms");

    public void Dispose()
    {
        source.Dispose();
        folder.Delete(recursive: true);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private Task<ExternalReading> OfFile(string path) => OfFile(path, Duration.FromSeconds(30));

    private Task<ExternalReading> OfFile(string path, Duration timeout) => source.ReadTargetAsync(
        new PortfolioId("p"),
        new ExternalPolicy { File = path, Timeout = timeout },
        TestContext.Current.CancellationToken);

    // Answers one request with exactly these bytes and keeps the line open until the reader is done with it.
    private async Task<ExternalReading> OfServer(string answer)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<TcpClient> arriving = listener.AcceptTcpClientAsync();
        Task<ExternalReading> asking = source.ReadTargetAsync(
            new PortfolioId("p"),
            new ExternalPolicy
            {
                Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/target",
                Timeout = answer.Length == 0 ? Duration.FromMilliseconds(500) : Duration.FromSeconds(30),
            },
            TestContext.Current.CancellationToken);
        using TcpClient client = await arriving;
        _ = await client.GetStream().ReadAsync(new byte[4096]);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return await asking;
    }
}
