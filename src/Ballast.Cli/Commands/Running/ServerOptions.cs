using System.CommandLine;
using Ballast.Cli.Client;
using Ballast.Cli.Commands.Serving;

namespace Ballast.Cli.Commands.Running;

/// <summary>The options that say which server, or which data directory, a command is about.</summary>
internal sealed class ServerOptions
{
    private readonly Option<Uri?> url = new("--url")
    {
        Description = "Address of the server. Default: the one that holds the data directory.",
        HelpName = "url",
        CustomParser = static result =>
        {
            string written = result.Tokens[0].Value;
            if (Uri.TryCreate(written, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"--url {written} is not an http address");
            return null;
        },
    };

    private readonly Option<string?> data = DataOption.Create();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(url);
        command.Add(data);
    }

    /// <summary>The data directory meant, absolute.</summary>
    public string DirectoryOf(ParseResult arguments) => DataOption.PathOf(arguments, data);

    /// <summary>The server meant; <see langword="null"/> where none runs.</summary>
    public async Task<ServerClient?> FindAsync(ParseResult arguments, CancellationToken cancellation) =>
        arguments.GetValue(url) is { } address
            ? ServerClient.At(address)
            : await ServerClient.FindAsync(DirectoryOf(arguments), cancellation);
}
