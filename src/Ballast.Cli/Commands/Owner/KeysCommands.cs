using System.CommandLine;
using System.Diagnostics;
using Ballast.Adapters.Secrets;
using Ballast.Cli.Commands.Serving;
using Ballast.Cli.Frame;
using Spectre.Console;

namespace Ballast.Cli.Commands.Owner;

/// <summary><c>keys</c>: the secrets that settings name, in the encrypted store of a data directory. A secret is read
/// from standard input: an argument could be seen by everybody on the machine.</summary>
internal static class KeysCommands
{
    /// <summary>The command with its parts.</summary>
    public static Command Create(Surroundings surroundings) =>
        new("keys", "Keep the secrets that settings name, encrypted.")
        {
            Set(surroundings),
            List(surroundings),
            Remove(surroundings),
        };

    private static Command Set(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Argument<string> name = NameArgument();

        // Taken, so that the refusal is ours: the parser's would repeat it.
        Argument<string[]> told = new("value") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        Command command = new("set", "Add or replace a secret; it is read from standard input.") { name, told, data };
        return command.Runs(surroundings, (arguments, output) =>
        {
            if (arguments.GetValue(told) is { Length: > 0 })
            {
                return output.Fail(
                    ExitCode.BadInput,
                    "a secret is no argument: whoever can list this machine's programs has seen it",
                    "give the key up where it came from, and pipe its successor in: ballast keys set NAME < file");
            }

            string directory = DataOption.PathOf(arguments, data);
            return WithStore(arguments.GetRequiredValue(name), directory, output, (secret, store) =>
            {
                string text = HiddenLine.Read(surroundings, $"{secret}: ");
                if (text.Length == 0)
                {
                    return output.Fail(
                        ExitCode.BadInput, "standard input has no secret",
                        $"pipe it in: ballast keys set {secret} < file");
                }

                Directory.CreateDirectory(directory);
                store.Put(secret, new Secret(text));
                return Say(output, secret, "set");
            });
        });
    }

    private static Command Remove(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Argument<string> name = NameArgument();
        Command command = new("remove", "Take a secret out of the encrypted store.") { name, data };
        return command.Runs(surroundings, (arguments, output) => WithStore(
            arguments.GetRequiredValue(name), DataOption.PathOf(arguments, data), output, (secret, store) =>
                store.Remove(secret)
                    ? Say(output, secret, "removed")
                    : output.Fail(ExitCode.Refused, $"the store has no secret {secret}", "see 'ballast keys list'")));
    }

    private static Command List(Surroundings surroundings)
    {
        Option<string?> data = DataOption.Create();
        Command command = new("list", "Name the secrets of the encrypted store; none is shown.") { data };
        return command.Runs(surroundings, (arguments, output) =>
        {
            SecretPlaces places = PlacesOf(DataOption.PathOf(arguments, data));
            if (!File.Exists(places.StoreFile))
            {
                return Show(output, []);
            }

            return Open(places) switch
            {
                EncryptedOpening.Opened opened => Show(output, [.. opened.Secrets.Names.Select(one => one.Text)]),
                EncryptedOpening.Refused refused => Refuse(output, refused),
                _ => throw new UnreachableException(),
            };
        });
    }

    private static Argument<string> NameArgument() => new("name")
    {
        Description = "What settings call it: lower-case letters, digits and hyphens.",
    };

    private static ExitCode WithStore(
        string name, string directory, CommandOutput output, Func<SecretName, EncryptedSecrets, ExitCode> body)
    {
        if (!SecretName.IsOne(name))
        {
            return output.Fail(
                ExitCode.BadInput, $"'{name}' is no name for a secret",
                "use up to 64 lower-case letters, digits and hyphens, a letter first");
        }

        return Open(PlacesOf(directory)) switch
        {
            EncryptedOpening.Opened opened => body(new SecretName(name), opened.Secrets),
            EncryptedOpening.Refused refused => Refuse(output, refused),
            _ => throw new UnreachableException(),
        };
    }

    // The sentences say cause and way out, parted by a colon or a semicolon, where there is a way out to say.
    private static ExitCode Refuse(CommandOutput output, EncryptedOpening.Refused refused) => output.Fail(
        ExitCode.Refused, refused.Why.Sentence,
        $"see 'Secrets' in docs/OPERATING.md, and {SecretPlaces.PassphraseFileVariable}");

    private static EncryptedOpening Open(SecretPlaces places) => places.ReadMaster() switch
    {
        MasterReading.Found found when !File.Exists(places.StoreFile) =>
            new EncryptedOpening.Opened(EncryptedSecrets.Create(places.StoreFile, found.Key)),
        MasterReading.Found found => EncryptedSecrets.Open(places.StoreFile, found.Key),
        MasterReading.Missing missing => new EncryptedOpening.Refused(missing.Why),
        MasterReading.Refused refused => new EncryptedOpening.Refused(refused.Why),
        _ => throw new UnreachableException(),
    };

    private static SecretPlaces PlacesOf(string directory) => new(directory, Environment.GetEnvironmentVariable);

    private static ExitCode Show(CommandOutput output, string[] names)
    {
        output.Result(new { items = names.Select(name => new { id = name }) }, console =>
        {
            foreach (string name in names)
            {
                console.WriteLine(name);
            }

            if (names.Length == 0)
            {
                console.WriteLine("no secrets yet; 'ballast keys set NAME' adds one");
            }
        });
        return ExitCode.Done;
    }

    private static ExitCode Say(CommandOutput output, SecretName name, string done)
    {
        output.Result(new { id = name.Text, done }, console => console.WriteLine($"{name} {done}"));
        return ExitCode.Done;
    }
}
