using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Ballast.Adapters.Secrets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>An agent's requests on a line to its services, with its key.</summary>
internal sealed class FleaWire : IDisposable
{
    private const long LongestAnswer = 8L << 20;

    private readonly PurpleFleaOptions options;
    private readonly VenueWire wire;

    public FleaWire(PurpleFleaOptions options, HttpMessageHandler transport, VenueClocks clocks, VenueHold hold)
    {
        this.options = options;
        wire = new VenueWire(
            transport, hold, SecretScreen.Of(options.Key), clocks.Machine, (options.AnswerTimeout, LongestAnswer));
    }

    public string AddressOf(string path) => new Uri(options.Address, path).AbsoluteUri;

    /// <summary>A path below the agent's own.</summary>
    public string AgentPath(string path) => $"agents/{Uri.EscapeDataString(options.Agent)}/{path}";

    /// <summary>Asks and reads the answer; places nothing.</summary>
    /// <param name="path">What is asked for, below the address of the API.</param>
    /// <param name="read">Reads a success; what it cannot read is a <see cref="FormatException"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Reading<T>> ReadAsync<T>(
        string path, Func<string, T> read, CancellationToken cancellation)
    {
        WireAnswer answer = await SendAsync(
            new HttpRequestMessage(HttpMethod.Get, AddressOf(path)), cancellation);
        if (answer is not WireAnswer.Answered { Status: HttpStatusCode.OK, Body: var body })
        {
            return new Reading<T>.Failed(FleaErrors.ForRead(FleaErrors.Of(answer)));
        }

        try
        {
            return new Reading<T>.Known(read(body));
        }
        catch (FormatException error)
        {
            return new Reading<T>.Failed(FleaErrors.ForRead(FleaErrors.Unreadable(error.Message)));
        }
    }

    /// <summary>Sends exactly the bytes that were prepared, once.</summary>
    public Task<WireAnswer> SendPreparedAsync(PreparedRequest prepared, CancellationToken cancellation) =>
        SendAsync(
            new HttpRequestMessage(new HttpMethod(prepared.Method), prepared.Url)
            {
                Content = new StringContent(prepared.Body, Encoding.UTF8, "application/json"),
            },
            cancellation);

    public void Dispose() => wire.Dispose();

    private Task<WireAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key.Reveal());
        return wire.SendAsync(message, cancellation);
    }
}
