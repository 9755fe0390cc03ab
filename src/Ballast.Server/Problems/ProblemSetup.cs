using Ballast.Engine.Ports;
using Ballast.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ballast.Server.Problems;

/// <summary>Makes every refusal a problem document, those of the framework included.</summary>
internal static class ProblemSetup
{
    /// <summary>Registers the problem documents.</summary>
    public static IServiceCollection AddBallastProblems(this IServiceCollection services) => services
        .AddExceptionHandler<JournalRefusal>()
        .Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true)
        .AddProblemDetails(static options => options.CustomizeProblemDetails = static context =>
        {
            Exception? cause = context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
            Complete(context.ProblemDetails, cause, context.HttpContext);
        });

    /// <summary>Turns exceptions and bare status codes into problem documents.</summary>
    public static void UseBallastProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = static e => e switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                JournalUnavailableException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
            SuppressDiagnosticsCallback = static context =>
                context.Exception is BadHttpRequestException or JournalUnavailableException,
        });
        app.UseStatusCodePages();
        app.UseMiddleware<QueryGuard>();
        app.UseMiddleware<KeptBody>();
    }

    private static void Complete(ProblemDetails details, Exception? cause, HttpContext context)
    {
        if (details.Extensions.ContainsKey("code"))
        {
            return;
        }

        (string code, string? detail) = cause switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                (Name(StatusCodes.Status413PayloadTooLarge), $"a body has at most {ServerHost.MaxBodyBytes} bytes"),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
                (Name(StatusCodes.Status415UnsupportedMediaType), "send the body as application/json"),
            BadHttpRequestException => ("bad-request", KeptBody.FaultOf(context) ?? "the request cannot be read"),
            JournalUnavailableException journal => ("journal-unavailable", journal.Message),
            null => (Name(details.Status), details.Detail),
            _ => ("internal-error", "a fault in the server; its log says more"),
        };
        details.Type = $"urn:ballast:problem:{code}";
        details.Title = code.Replace('-', ' ');
        details.Detail = detail;
        details.Extensions["code"] = code;
    }

    private static string Name(int? status) => status switch
    {
        StatusCodes.Status404NotFound => "no-such-address",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "json-needed",
        _ => "refused",
    };
}
