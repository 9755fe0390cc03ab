using Ballast.Core;

namespace Ballast.Adapters.Secrets;

/// <summary>
/// Where secrets may be: the environment, the service manager's credentials, a file with mode 0400, or the encrypted
/// store; the first place that has one counts. Never a policy file and never the command line.
/// </summary>
public sealed class SecretPlaces
{
    /// <summary>The credential that opens the encrypted store.</summary>
    public const string MasterCredential = "ballast-master-key";

    /// <summary>The variable that names the file with the passphrase of the encrypted store.</summary>
    public const string PassphraseFileVariable = "BALLAST_PASSPHRASE_FILE";

    /// <summary>The variable that holds the passphrase itself.</summary>
    public const string PassphraseVariable = "BALLAST_PASSPHRASE";

    private const string CredentialsVariable = "CREDENTIALS_DIRECTORY";
    private const int LeastCredentialBytes = 32;
    private const int LeastPassphrase = 12;

    private readonly Func<string, string?> environment;

    /// <summary>The places of one installation.</summary>
    /// <param name="dataDirectory">Its data directory; it need not exist.</param>
    /// <param name="environment">A variable by its name; <see langword="null"/> where it is not set.</param>
    public SecretPlaces(string dataDirectory, Func<string, string?> environment)
    {
        DataDirectory = dataDirectory;
        this.environment = environment;
    }

    /// <summary>The installation's data directory; it need not exist.</summary>
    public string DataDirectory { get; }

    /// <summary>The encrypted store's file.</summary>
    public string StoreFile => Path.Combine(DataDirectory, "secrets.json");

    /// <summary>The file that may hold a secret in the clear.</summary>
    public string FileOf(SecretName name) => Path.Combine(DataDirectory, "secrets", name.Text);

    /// <summary>Looks for a secret in every place.</summary>
    public SecretReading Read(SecretName name)
    {
        try
        {
            return OfEnvironment(name) ?? OfCredentials(name) ?? OfFile(name) ?? OfStore(name)
                ?? new SecretReading.Missing(new Reason(
                    "secret-missing",
                    $"there is no secret {name}: set it with 'ballast keys set {name}', or put it into {name.Variable} "
                    + $"or into {FileOf(name)} with mode 0400"));
        }
        catch (IOException unreadable)
        {
            return Refused(unreadable.Message.TrimEnd('.'));
        }
    }

    /// <summary>What opens the encrypted store, if the surroundings hold it.</summary>
    public MasterReading ReadMaster()
    {
        try
        {
            return OfCredential() ?? OfPassphrase() ?? new MasterReading.Missing(new Reason(
                "passphrase-missing",
                $"the encrypted store needs a passphrase: write one of at least {LeastPassphrase} characters into a "
                + $"file with mode 0400 and name it in {PassphraseFileVariable}"));
        }
        catch (IOException unreadable)
        {
            return new MasterReading.Refused(new Reason("passphrase-unusable", unreadable.Message.TrimEnd('.')));
        }
    }

    private static SecretReading.Refused Refused(string sentence) => new(new Reason("secret-unusable", sentence));

    private SecretReading.Found? OfEnvironment(SecretName name) => environment(name.Variable) is { Length: > 0 } text
        ? new SecretReading.Found(new Secret(text), name.Variable)
        : null;

    // The service manager hands credentials to this service alone, whatever mode its own file system shows.
    private SecretReading.Found? OfCredentials(SecretName name) =>
        CredentialFile(name.Text) is { } file ? new SecretReading.Found(PrivateFile.Read(file), file) : null;

    private SecretReading? OfFile(SecretName name)
    {
        string file = FileOf(name);
        return !File.Exists(file) ? null
            : PrivateFile.ModeFault(file) is { } fault ? Refused($"{fault}; set it with 'chmod 0400 {file}'")
            : new SecretReading.Found(PrivateFile.Read(file), file);
    }

    private SecretReading? OfStore(SecretName name) => !File.Exists(StoreFile) ? null : ReadMaster() switch
    {
        MasterReading.Found found => EncryptedSecrets.Open(StoreFile, found.Key) switch
        {
            EncryptedOpening.Opened opened => opened.Secrets.Find(name),
            EncryptedOpening.Refused refused => new SecretReading.Refused(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        MasterReading.Missing missing => new SecretReading.Refused(missing.Why),
        MasterReading.Refused refused => new SecretReading.Refused(refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private MasterReading? OfCredential()
    {
        if (CredentialFile(MasterCredential) is not { } file)
        {
            return null;
        }

        byte[] bytes = PrivateFile.ReadBytes(file);
        return bytes.Length >= LeastCredentialBytes
            ? new MasterReading.Found(new MasterKey.Credential(bytes))
            : new MasterReading.Refused(new Reason(
                "passphrase-unusable",
                $"{file} has {bytes.Length} bytes, and a master key has at least {LeastCredentialBytes}"));
    }

    private MasterReading? OfPassphrase()
    {
        if (environment(PassphraseFileVariable) is { Length: > 0 } file)
        {
            string? fault = File.Exists(file) ? PrivateFile.ModeFault(file) : $"there is no file {file}";
            return fault is null
                ? Judged(PrivateFile.Read(file))
                : new MasterReading.Refused(new Reason("passphrase-unusable", fault));
        }

        return environment(PassphraseVariable) is { Length: > 0 } text ? Judged(new Secret(text)) : null;
    }

    private static MasterReading Judged(Secret passphrase) => passphrase.Reveal().Length >= LeastPassphrase
        ? new MasterReading.Found(new MasterKey.Passphrase(passphrase))
        : new MasterReading.Refused(new Reason(
            "passphrase-unusable", $"the passphrase is shorter than {LeastPassphrase} characters"));

    private string? CredentialFile(string name) =>
        environment(CredentialsVariable) is { Length: > 0 } folder && Path.Combine(folder, name) is var file
        && File.Exists(file)
            ? file
            : null;
}
