using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jining231.Geo.Service.WarmUps;

/// <summary>Puts the warm-up into a service.</summary>
internal static class WarmUpExtensions
{
    /// <summary>Adds it; it begins when the service listens.</summary>
    public static void AddWarmUp(this IServiceCollection services, RulePack rules)
    {
        services.AddSingleton<IdleTimes>();
        services.AddSingleton(s => new WarmUp(
            s.GetRequiredService<SitingPlanner>(), rules, s.GetRequiredService<IdleTimes>(), s.GetRequiredService<IHostApplicationLifetime>()));
        services.AddHostedService(s => s.GetRequiredService<WarmUp>());
    }

    /// <summary>Counts the requests that it gives way to: all but the questions whether the service is alive and ready.</summary>
    public static void UseWarmUp(this WebApplication app)
    {
        var times = app.Services.GetRequiredService<IdleTimes>();
        app.Use(next => async context =>
        {
            if (context.Request.Path.StartsWithSegments("/health"))
            {
                await next(context);
                return;
            }

            times.Enter();
            try
            {
                await next(context);
            }
            finally
            {
                times.Leave();
            }
        });
    }
}
